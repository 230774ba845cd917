/** Neither in names nor between the parts of an ARN, so an ARN ends before it. `'`, `(`, `)`, `.` and `!` are allowed in names. */
const ARN_END = /[\s\p{Cc}<>{}[\]?*"#%\\^|~$&,;`]/u

/** An opening mark right before an ARN and the mark that then closes it. */
const PAIRS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({ "'": "'", '(': ')', '“': '”', '‘': '’', '«': '»', '„': '“', '‚': '‘' }),
)

const MAX_CANDIDATES = 50
const MAX_CANDIDATE_LENGTH = 2100

/**
 * The texts that look like ARNs (`arn:…` up to a character no ARN has) in what a person pasted, in order: as it stands or
 * percent-decoded up to twice, then once more with line ends inside taken out (mails wrap long lines).
 */
export function arnTexts(text: string): readonly string[] {
  const forms = [text]
  for (let times = 0; times < 2; times++) {
    const decoded = percentDecoded(forms.at(-1) ?? '')
    if (decoded === undefined) break
    forms.push(decoded)
  }
  // The most decoded form first: "%3A" ends an ARN, so what is still encoded would look cut short.
  const found = forms.toReversed().flatMap(form => candidatesIn(form))
  const mostDecoded = forms.at(-1) ?? ''
  const isWrapped = text.includes('\n', text.indexOf('arn:'))
  const unwrapped = isWrapped ? candidatesIn(mostDecoded.replace(/\r?\n[ \t>]*/g, '')) : []
  return [...new Set([...found, ...unwrapped])].slice(0, MAX_CANDIDATES)
}

function candidatesIn(text: string): string[] {
  const candidates: string[] = []
  for (
    let at = text.indexOf('arn:');
    at !== -1 && candidates.length < MAX_CANDIDATES;
    at = text.indexOf('arn:', at + 4)
  ) {
    const rest = text.slice(at, at + MAX_CANDIDATE_LENGTH)
    const end = rest.search(ARN_END)
    const raw = end === -1 ? rest : rest.slice(0, end)
    candidates.push(withoutPunctuation(raw, text.slice(Math.max(0, at - 100), at), text.charAt(at + raw.length)))
  }
  return candidates
}

/**
 * Marks that a name may hold are taken off only where the surroundings say they are not part of it: a closing mark whose
 * opening one stands right before, a full stop or so at the end of a sentence. A bare ARN is taken as it is.
 */
function withoutPunctuation(raw: string, before: string, after: string): string {
  let arn = raw
  const closing = PAIRS.get(before.at(-1) ?? '')
  const close = closing === undefined ? -1 : arn.lastIndexOf(closing)
  if (closing !== undefined && close !== -1 && /^['.!)”’]*$/.test(arn.slice(close + closing.length)))
    arn = arn.slice(0, close)
  const inSentence = /\S\s+$/.test(before) && !/--\S+\s+$/.test(before) && /^(?:\s|$)/.test(after)
  return inSentence ? arn.replace(/[.!]+$/, '') : arn
}

function percentDecoded(text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return undefined
  // Piece by piece: one stray "%" elsewhere must not keep the ARN encoded.
  return text.replace(/(?:%[0-9a-f]{2})+/gi, piece => {
    try {
      return decodeURIComponent(piece)
    } catch {
      return piece
    }
  })
}
