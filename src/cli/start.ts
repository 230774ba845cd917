import { createAwsAccess } from '../gateway/aws-access.ts'
import { chosenProfiles } from '../gateway/chosen-profiles.ts'
import { configDir } from '../gateway/config-dir.ts'
import { type LaunchLife, launchAddress } from '../gateway/launches.ts'
import { type GatewayLog, terminalLog } from '../gateway/log.ts'
import { logSwitches } from '../gateway/log-switches.ts'
import { isErrno } from '../gateway/private-file.ts'
import { type Gateway, startGateway } from '../gateway/server.ts'
import { fileTokenStore, type TokenStore } from '../gateway/token-store.ts'
import { VERSION } from '../gateway/version.ts'
import type { StartCommand } from './command-line.ts'
import { openInBrowser } from './open-in-browser.ts'
import { launchUrl, ownGatewayVersion, PORTS_TRIED } from './running-gateway.ts'

/**
 * Serves until told to stop. Prints exactly one line on standard output: an address that lets one browser in.
 * @returns the exit status.
 */
export async function runStart(command: StartCommand, pageDir: string): Promise<number> {
  const log = terminalLog(text => process.stderr.write(text))
  const dir = configDir()
  const tokenStore = fileTokenStore(dir)
  const logs = command.logs ? { logs: logSwitches(dir) } : {}
  const aws = createAwsAccess({ profile: command.profile, chosenProfiles: chosenProfiles(dir), ...logs })
  let stop: () => void = () => undefined
  // oxlint-disable-next-line waits/timed -- a gateway serves until it is told to stop
  const stopped = new Promise<void>(resolve => {
    stop = resolve
  })
  const found = await startOrFind(command.port, {
    tokenStore,
    log,
    start: port => startGateway({ port, pageDir, tokenStore, aws, log, onStop: () => stop() }),
  })
  // Before the URL is told: the one who reads it may send the signal at once.
  const signalled = untilSignal()
  const token = await tokenStore.read()
  const { port } = found
  const address = async (life: LaunchLife) =>
    'close' in found
      ? launchAddress(`127.0.0.1:${port}`, await found.launches.create('', life))
      : launchUrl({ port, token }, { route: '', life })
  process.stdout.write(`sfn-timeline is at ${await address('gateway')}\n`)
  if (command.openBrowser) await openInBrowser(await address('minute'), log)
  if (!('close' in found)) {
    if (command.profile) log.say('--profile has no effect on one that runs already.')
    if (command.logs) log.say('--logs has no effect on one that runs already: `sfn-timeline stop` first.')
    return 0
  }
  await Promise.race([stopped, signalled])
  await found.close()
  return 0
}

interface Starting {
  readonly tokenStore: TokenStore
  readonly log: GatewayLog
  start(port: number): Promise<Gateway>
}

/** A new gateway at the first free port, or the port of this user's own that is met on the way. */
async function startOrFind(wanted: number, starting: Starting): Promise<Gateway | { readonly port: number }> {
  for (let port = wanted; port < Math.min(wanted + PORTS_TRIED, 65_536); port++) {
    try {
      return await starting.start(port)
    } catch (error) {
      if (isErrno(error, 'EACCES')) throw new Error(`This user may not listen on port ${port}.`, { cause: error })
      if (!isErrno(error, 'EADDRINUSE')) throw error
    }
    const version = await ownGatewayVersion(port, await starting.tokenStore.read())
    if (version !== undefined) {
      const other =
        version === VERSION ? '' : `: version ${version}. Run \`sfn-timeline stop\` first to start ${VERSION}`
      starting.log.say(`It is running already${other}.`)
      return { port }
    }
    starting.log.say(`Port ${port} is taken by another program; trying ${port + 1}.`)
  }
  throw new Error(`The ports ${wanted} to ${wanted + PORTS_TRIED - 1} are all taken: choose one with --port.`)
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function untilSignal(): Promise<void> {
  // oxlint-disable-next-line waits/timed -- a gateway serves until it is told to stop
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        resolve()
      })
    }
  })
}
