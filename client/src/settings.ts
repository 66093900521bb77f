/** The user's settings as the client needs them. */
import { workspace } from 'vscode';
import { parseSettings, type Settings } from '../../shared/settings';

/** Read anew at each use: settings may change between two commands. */
export function currentSettings(): Settings {
  return parseSettings(workspace.getConfiguration().get('aotLens')).settings;
}
