/** What lies beside a program's sources and counts for its diagnostics: configuration of the analyzers, and the files that rules ask for. */
import type { ConfiguredOptions } from '../suppression/editorConfig';
import { configuredOptions, globalConfigsAround } from '../suppression/editorConfig';
import type { Host } from '../host';
import { dirName } from '../msbuild/index';
import type { EvaluatedProject } from '../msbuild/projectModel';
import type { Asked } from './recordingHost';
import { recordingHost } from './recordingHost';

export class Surroundings {
  /** The host as rules see it. */
  readonly host: Host;
  private readonly asked: Asked = { files: new Set(), folders: new Set() };
  private readonly options = new Map<string, ConfiguredOptions>();
  private globalConfigs: readonly string[] | undefined;

  constructor(private readonly outside: Host, private readonly project: EvaluatedProject) {
    this.host = recordingHost(outside, this.asked);
  }

  /** Whether rules have asked for a file that is none of the sources, or listed its folder. */
  has(path: string): boolean {
    return !path.endsWith('.cs') && (this.asked.files.has(path) || this.asked.folders.has(dirName(path)));
  }

  /** The configuration files are looked for once for each file, not at each keystroke: their changes are told. */
  optionsOf(path: string): ConfiguredOptions {
    let options = this.options.get(path);
    if (options === undefined) {
      this.globalConfigs ??= globalConfigsAround(this.project.compileFiles, this.outside);
      this.options.set(path, options = configuredOptions(path, this.outside, this.project.analyzerConfigFiles, this.globalConfigs));
    }
    return options;
  }

  /** An .editorconfig or .globalconfig changed. */
  configurationChanged(): void {
    this.options.clear();
    this.globalConfigs = undefined;
  }
}
