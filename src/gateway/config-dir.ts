import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where this user's token and choices live: `$XDG_CONFIG_HOME/sfn-timeline`, `~/.config/sfn-timeline`, or on Windows
 * `%APPDATA%\sfn-timeline`. `SFN_TIMELINE_CONFIG_DIR` names another folder (several set-ups side by side, tests).
 */
export function configDir(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['SFN_TIMELINE_CONFIG_DIR']
  if (chosen) return chosen
  const appData = env['APPDATA']
  if (process.platform === 'win32' && appData) return join(appData, 'sfn-timeline')
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'sfn-timeline')
}
