/** ASP0009, ASP0010: `Configure` and `UseStartup` on the web host of a WebApplicationBuilder, which throw. */
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';

const metas: readonly RuleMeta[] = [
  {
    id: 'ASP0009', name: 'configure-web-host-builder', title: 'Configure cannot be used with WebApplicationBuilder.WebHost', defaultSeverity: 'error', official: true,
    why: 'Every builder of WebApplication refuses it: the application stops at start.',
    whatToDo: 'Call the middleware on the application that Build() makes.',
  },
  {
    id: 'ASP0010', name: 'use-startup-of-application-builder', title: 'UseStartup cannot be used with WebApplicationBuilder.WebHost', defaultSeverity: 'error', official: true,
    why: 'Every builder of WebApplication refuses a Startup class: the application stops at start.',
    whatToDo: 'Call what the class does on the builder and on the application themselves.',
  },
];

const refused: Readonly<Record<string, string>> = { Configure: 'ASP0009', UseStartup: 'ASP0010' };

export const useStartupRule = defineRule({
  metas,
  checkBody(context) {
    const { body } = context;
    for (const use of body.uses) {
      const method = use.symbol;
      if (use.kind !== 'call' || method?.kind !== 'method' || method.containingType.name !== 'WebHostBuilderExtensions') continue;
      const id = refused[method.name];
      if (id === undefined || use.receiverType?.kind !== 'namedType' || use.receiverType.name !== 'ConfigureWebHostBuilder' || !use.node) continue;
      // From the name to the end of the call, as the SDK's analyzer places it.
      context.report({ unit: use.anchor.unit, start: use.anchor.start, end: use.node.end }, { id, message: `${method.name} cannot be used with WebApplicationBuilder.WebHost` });
    }
  },
});
