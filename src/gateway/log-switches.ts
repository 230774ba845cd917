import { join } from 'node:path'
import * as v from 'valibot'
import { parseJson } from '../history/json-value.ts'
import { readPrivateFile, UnsafeFileError, writePrivateFile } from './private-file.ts'

/** For which accounts a person lets logs be read, remembered on this machine. */
export interface LogSwitches {
  on(): Promise<readonly string[]>
  turn(account: string, on: boolean): Promise<void>
}

const FILE = v.object({ version: v.literal(1), accounts: v.array(v.pipe(v.string(), v.regex(/^\d{12}$/))) })

/** Kept in `dir`/logs.json. A file that is damaged or not ours alone switches nothing on. */
export function logSwitches(dir: string): LogSwitches {
  const path = join(dir, 'logs.json')

  async function on(): Promise<readonly string[]> {
    try {
      const parsed = v.safeParse(FILE, parseJson((await readPrivateFile(path)) ?? 'null'))
      return parsed.success ? parsed.output.accounts : []
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof UnsafeFileError) return []
      throw error
    }
  }

  async function turn(account: string, wanted: boolean): Promise<void> {
    const others = (await on()).filter(other => other !== account)
    const accounts = wanted ? [...others, account].toSorted() : others
    await writePrivateFile(path, `${JSON.stringify({ version: 1, accounts }, undefined, 2)}\n`, true)
  }

  return { on, turn }
}
