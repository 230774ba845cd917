/** A file's text, and what is to be said of its encoding. */
export interface DecodedText {
  readonly text: string
  readonly notice?: string
}

/** How much of a file tells UTF-16 from UTF-8. */
const SAMPLE_BYTES = 4096

/**
 * The text in the bytes: UTF-8, UTF-16 (with or without byte order mark), and Windows-1252 where they are no UTF-8, as the
 * AWS CLI writes files on Windows. A notice says where the encoding was guessed. Undefined for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const utf16 = utf16In(bytes)
  if (utf16 !== undefined) return utf16
  if (bytes.subarray(0, 2 * SAMPLE_BYTES).includes(0)) return undefined
  const text = decodeUtf8(bytes)
  if (text !== undefined) return { text }
  return damagedUtf8(bytes) ?? windowsText(bytes)
}

function utf16In(bytes: Uint8Array): DecodedText | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) }
  const zeros = { even: 0, odd: 0 }
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 'even' : 'odd']++
  })
  // JSON is mostly ASCII, so half of its bytes in UTF-16 are zero, and always the same half.
  const [most, least] = [Math.max(zeros.even, zeros.odd), Math.min(zeros.even, zeros.odd)]
  if (sample.length < 4 || most < sample.length * 0.3 || least > sample.length * 0.02) return undefined
  const encoding = zeros.odd > zeros.even ? 'utf-16le' : 'utf-16be'
  return { text: new TextDecoder(encoding).decode(bytes), notice: 'Read as UTF-16: it has no byte order mark' }
}

/** Undefined where the bytes are no UTF-8. A character cut at the very end is left out. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  for (const cut of [0, cutCharacterBytes(bytes)]) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
    } catch {
      // Tried again without the cut character, then taken for another encoding.
    }
  }
  return undefined
}

/** How many bytes at the end begin a UTF-8 character that does not end; 0 for none. */
function cutCharacterBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes.at(-back) ?? 0
    if (byte >= 0xc0) return back
    if (byte < 0x80) return 0
  }
  return 0
}

/** UTF-8 with a few bytes that are none: most of its characters beyond ASCII are whole. */
function damagedUtf8(bytes: Uint8Array): DecodedText | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let whole = 0
  let broken = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code > 127) whole++
  }
  if (whole <= broken) return undefined
  return { text, notice: `${broken} bytes are no UTF-8 and stand as “\u{fffd}”` }
}

function windowsText(bytes: Uint8Array): DecodedText {
  const latin = new TextDecoder('windows-1252').decode(bytes)
  // Node 20 reads Latin-1 under this name, which has controls where Windows has letters.
  const text = latin.replaceAll(/[\u0080-\u009f]/g, control => WINDOWS_LETTERS.charAt(control.charCodeAt(0) - 0x80))
  return { text, notice: 'It is no UTF-8: read as Windows-1252, as the AWS CLI writes files on Windows' }
}

/** What Windows-1252 has at 0x80–0x9f. */
const WINDOWS_LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
