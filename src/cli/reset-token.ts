import { configDir } from '../gateway/config-dir.ts'
import { fileTokenStore } from '../gateway/token-store.ts'

/** Replaces the token. */
export async function runResetToken(): Promise<number> {
  await fileTokenStore(configDir()).rotate()
  process.stdout.write(
    'The token is replaced. Pages opened before are locked out: run sfn-timeline to open one again.\n',
  )
  return 0
}
