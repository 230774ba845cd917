/** What a pseudonym stands for. */
export type PseudonymOf = 'account' | 'request' | 'trace' | 'machine' | 'execution' | 'state' | 'resource'

const FORMS: Readonly<Record<PseudonymOf, (n: number) => string>> = {
  account: n => String(n).padStart(12, '0'),
  // The forms of version 4 and of X-Ray: whoever reads the file takes them for what they stand for.
  request: n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  trace: n => `1-00000000-${String(n).padStart(24, '0')}`,
  machine: n => `machine-${n}`,
  execution: n => `execution-${n}`,
  state: n => `State ${n}`,
  resource: n => `resource-${n}`,
}

/**
 * Pseudonyms of one file: numbered as they come, so that nothing of a value is in them and nobody can try values until one fits.
 */
export class Pseudonyms {
  private readonly given = new Map<string, string>()
  private readonly counts = new Map<PseudonymOf, number>()

  /** `isTaken`: whether a pseudonym is a value that stands in the file, and so cannot be one. */
  of(kind: PseudonymOf, value: string, isTaken: (pseudonym: string) => boolean): string {
    const known = this.given.get(value)
    if (known !== undefined) return known
    let pseudonym: string
    do {
      const count = (this.counts.get(kind) ?? 0) + 1
      this.counts.set(kind, count)
      pseudonym = FORMS[kind](count)
    } while (pseudonym === value || isTaken(pseudonym))
    this.given.set(value, pseudonym)
    return pseudonym
  }
}
