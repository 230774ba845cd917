// Advance widths of Open Sans in thousandths of its size, for the characters from space to tilde: what the browser measures of the
// font that the page brings along.
const FIRST_CODE = 32
const REGULAR = [
  260, 264, 398, 646, 572, 827, 729, 219, 295, 295, 551, 572, 259, 322, 263, 367, 572, 572, 572, 572, 572, 572, 572,
  572, 572, 572, 263, 263, 572, 572, 572, 432, 896, 632, 646, 630, 726, 556, 516, 727, 737, 279, 269, 612, 522, 899,
  753, 778, 602, 778, 617, 548, 551, 729, 596, 923, 578, 559, 572, 327, 367, 327, 572, 438, 277, 556, 612, 479, 612,
  562, 336, 543, 613, 252, 252, 525, 252, 926, 613, 602, 612, 612, 409, 477, 356, 613, 500, 775, 523, 501, 469, 375,
  549, 375, 572,
]
const BOLD = [
  260, 286, 472, 646, 572, 901, 750, 266, 339, 339, 545, 572, 285, 322, 285, 413, 572, 572, 572, 572, 572, 572, 572,
  572, 572, 572, 285, 285, 572, 572, 572, 477, 897, 690, 672, 637, 740, 560, 549, 724, 765, 331, 331, 664, 565, 943,
  813, 796, 628, 796, 660, 551, 579, 756, 650, 967, 667, 624, 579, 331, 413, 331, 572, 411, 362, 604, 633, 514, 633,
  591, 387, 565, 657, 305, 305, 620, 305, 982, 657, 619, 633, 633, 454, 497, 434, 657, 569, 856, 578, 569, 488, 394,
  551, 394, 572,
]
/** Of Latin letters with marks, Greek, Cyrillic: near enough for whether a label has room. */
const LETTER = 640
/** Of scripts whose characters are squares, and of pictures. */
const SQUARE = 1020
const FIRST_SQUARE_CODE = 0x2e80

/** How wide a text is in the page's font, in the unit of `sizePx`. Where no font can be asked: on a terminal, in a worker. */
export function textWidth(text: string, font: { readonly sizePx: number; readonly bold: boolean }): number {
  const widths = font.bold ? BOLD : REGULAR
  let sum = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    sum += widths[code - FIRST_CODE] ?? (code < FIRST_SQUARE_CODE ? LETTER : SQUARE)
  }
  return (sum * font.sizePx) / 1000
}

/** The parts of a font as canvases are told it: `600 11px "Open Sans", sans-serif`. */
export function fontParts(font: string): { readonly sizePx: number; readonly bold: boolean; readonly family: string } {
  const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(font) ?? []
  return { sizePx: Number(size ?? 10), bold: Number(weight ?? 400) >= 600, family: family ?? 'sans-serif' }
}
