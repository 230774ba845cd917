import { join } from 'node:path'
import * as v from 'valibot'
import { parseJson } from '../history/json-value.ts'
import { readPrivateFile, UnsafeFileError, writePrivateFile } from './private-file.ts'

/** Which profile a person chose for which account, remembered on this machine. */
export interface ChosenProfiles {
  all(): Promise<Readonly<Record<string, string>>>
  /** `undefined` forgets the choice. */
  choose(account: string, profile: string | undefined): Promise<void>
}

const FILE = v.object({ version: v.literal(1), chosen: v.record(v.pipe(v.string(), v.regex(/^\d{12}$/)), v.string()) })

/** Kept in `dir`/profiles.json. A file that is damaged or not ours alone counts as no choice: it decides nothing by itself. */
export function chosenProfiles(dir: string): ChosenProfiles {
  const path = join(dir, 'profiles.json')

  async function all(): Promise<Readonly<Record<string, string>>> {
    try {
      const parsed = v.safeParse(FILE, parseJson((await readPrivateFile(path)) ?? 'null'))
      return parsed.success ? parsed.output.chosen : {}
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof UnsafeFileError) return {}
      throw error
    }
  }

  async function choose(account: string, profile: string | undefined): Promise<void> {
    const { [account]: _former, ...others } = await all()
    const chosen = profile === undefined ? others : { ...others, [account]: profile }
    await writePrivateFile(path, `${JSON.stringify({ version: 1, chosen }, undefined, 2)}\n`, true)
  }

  return { all, choose }
}
