/** ASP0010: `UseStartup` on the web host of a WebApplicationBuilder, which throws. */
import { defineRule } from '../rule';

export const useStartupRule = defineRule({
  metas: [{
    id: 'ASP0010', name: 'use-startup-of-application-builder', title: 'UseStartup cannot be used with WebApplicationBuilder.WebHost', defaultSeverity: 'error', official: true,
    why: 'Every builder of WebApplication refuses a Startup class: the application stops at start.',
    whatToDo: 'Call what the class does on the builder and on the application themselves.',
  }],
  checkBody(context) {
    const { body } = context;
    for (const use of body.uses) {
      const method = use.symbol;
      if (use.kind !== 'call' || method?.kind !== 'method' || method.name !== 'UseStartup' || method.containingType.name !== 'WebHostBuilderExtensions') continue;
      if (use.receiverType?.kind !== 'namedType' || use.receiverType.name !== 'ConfigureWebHostBuilder' || !use.node) continue;
      // From the name to the end of the call, as the SDK's analyzer places it.
      context.report({ unit: use.anchor.unit, start: use.anchor.start, end: use.node.end }, { id: 'ASP0010', message: 'UseStartup cannot be used with WebApplicationBuilder.WebHost' });
    }
  },
});
