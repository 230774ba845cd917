/** Where the gateway says what it does: the terminal it was started in. No request, header, body or key is ever logged. */
export interface GatewayLog {
  /** A line for the person at the terminal. */
  say(line: string): void
  /** A failure of ours that no answer explains. */
  failure(thrown: unknown): void
}

/**
 * Writes to standard error. Of a failure only its name, the system's code and where in the program it happened are told:
 * messages of libraries may quote what they were given.
 */
export function terminalLog(write: (text: string) => void): GatewayLog {
  return {
    say: line => write(`${line}\n`),
    failure: thrown => write(`sfn-timeline: unexpected ${describeFailure(thrown)}\n`),
  }
}

function describeFailure(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : ''
  const frames = (thrown.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return `${thrown.name}${code}\n${frames.slice(0, 4).join('\n')}`
}
