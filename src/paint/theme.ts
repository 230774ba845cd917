import type { Outcome } from '../model/span.ts'

/** The three values of an outcome: body, cap and lines, ground. */
export interface OutcomeColors {
  readonly fill: string
  readonly strong: string
  readonly tint: string
}

/** Every colour the canvas uses. */
export interface Theme {
  readonly name: 'light' | 'dark' | 'forcedColors'
  readonly outcomes: Readonly<Record<Outcome, OutcomeColors>>
  readonly bg: string
  readonly overBg: string
  readonly overVeil: string
  readonly bgHover: string
  readonly bgSelected: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly rowTop: string
  readonly memberBg: string
  readonly grid: string
  readonly gridMinor: string
  readonly axisText: string
  readonly axisLine: string
  readonly rail: string
  readonly backoff: string
  readonly ink: string
  readonly cpLink: string
  readonly seam: string
  readonly foldBg: string
  readonly foldEdge: string
  readonly hatch: string
  readonly hatch2: string
  readonly veil: string
  readonly silFill: string
  readonly silLine: string
  readonly failTick: string
  readonly brushFill: string
  readonly brushEdge: string
  readonly ring: string
  readonly marker: string
  readonly match: string
  readonly fontFamily: string
}

const FONT = '"Open Sans", "Helvetica Neue", Roboto, Arial, sans-serif'

export const LIGHT: Theme = {
  name: 'light',
  outcomes: {
    succeeded: { fill: '#2f95a3', strong: '#12606c', tint: '#daeef1' },
    running: { fill: '#6470d8', strong: '#3b45a8', tint: '#e4e6fa' },
    failed: { fill: '#c03c36', strong: '#990f1b', tint: '#fbe1de' },
    timedOut: { fill: '#8a3578', strong: '#6a1d5c', tint: '#f4e0ef' },
    caught: { fill: '#bd8309', strong: '#7d5600', tint: '#fbedcc' },
    aborted: { fill: '#868b95', strong: '#565b65', tint: '#ececef' },
  },
  bg: '#ffffff',
  overBg: '#f9f9fa',
  overVeil: 'rgba(249,249,250,.72)',
  bgHover: '#f3f3f7',
  bgSelected: '#f0fbff',
  text: '#0f141a',
  text2: '#424650',
  text3: '#656871',
  rowTop: '#f0f0f3',
  memberBg: '#f6f8fa',
  grid: '#ebebf0',
  gridMinor: '#f4f4f7',
  axisText: '#656871',
  axisLine: '#c6c6cd',
  rail: '#6b7079',
  backoff: '#656871',
  ink: '#232b37',
  cpLink: '#656871',
  seam: '#424650',
  foldBg: '#f3f3f7',
  foldEdge: '#8c8c94',
  hatch: '#b4b4bb',
  hatch2: '#d5d5db',
  veil: 'rgba(255,255,255,.72)',
  silFill: '#dbe4ec',
  silLine: '#5f7388',
  failTick: '#c03c36',
  brushFill: 'rgba(0,108,224,.07)',
  brushEdge: '#006ce0',
  ring: '#006ce0',
  marker: '#006ce0',
  match: '#006ce0',
  fontFamily: FONT,
}

export const DARK: Theme = {
  name: 'dark',
  outcomes: {
    succeeded: { fill: '#52bccb', strong: '#a3e6ef', tint: '#183a42' },
    running: { fill: '#7c86ee', strong: '#b9beff', tint: '#262c58' },
    failed: { fill: '#d6534a', strong: '#ff9d92', tint: '#46212a' },
    timedOut: { fill: '#a5639d', strong: '#dba2d4', tint: '#3c2541' },
    caught: { fill: '#e0ab38', strong: '#fbd76a', tint: '#3f3519' },
    aborted: { fill: '#7f8794', strong: '#bcc2cc', tint: '#2a323d' },
  },
  bg: '#161d26',
  overBg: '#131920',
  overVeil: 'rgba(19,25,32,.72)',
  bgHover: '#1f2833',
  bgSelected: '#0c2540',
  text: '#ebebf0',
  text2: '#c6c6cd',
  text3: '#a4a4ad',
  rowTop: '#222a35',
  memberBg: '#1b232e',
  grid: '#28303c',
  gridMinor: '#1e2630',
  axisText: '#a4a4ad',
  axisLine: '#424650',
  rail: '#868d9a',
  backoff: '#a4a4ad',
  ink: '#ebebf0',
  cpLink: '#a4a4ad',
  seam: '#c6c6cd',
  foldBg: '#1f2833',
  foldEdge: '#868d9a',
  hatch: '#4d5562',
  hatch2: '#333c49',
  veil: 'rgba(22,29,38,.72)',
  silFill: '#2a3a4b',
  silLine: '#8ba3bb',
  failTick: '#f27d73',
  brushFill: 'rgba(66,180,255,.10)',
  brushEdge: '#42b4ff',
  ring: '#42b4ff',
  marker: '#42b4ff',
  match: '#ebebf0',
  fontFamily: FONT,
}

/** So many hundredths of the reader's text colour on the reader's ground: quiet lines without a colour of our own. */
function shade(percent: number): string {
  return `color-mix(in srgb, CanvasText ${percent}%, Canvas)`
}

const SYSTEM: OutcomeColors = { fill: 'CanvasText', strong: 'CanvasText', tint: shade(12) }

/**
 * For forced colours: the reader's own few system colours and what lies between text and ground. Outcomes are then told by
 * caps and patterns alone; what failed stands out by being darkest.
 */
const FORCED_COLORS: Theme = {
  name: 'forcedColors',
  outcomes: {
    succeeded: { ...SYSTEM, fill: shade(45) },
    running: { ...SYSTEM, fill: 'LinkText' },
    failed: SYSTEM,
    timedOut: SYSTEM,
    caught: { ...SYSTEM, fill: shade(70) },
    aborted: { ...SYSTEM, tint: 'Canvas' },
  },
  bg: 'Canvas',
  overBg: 'Canvas',
  overVeil: 'color-mix(in srgb, Canvas 72%, transparent)',
  bgHover: 'Canvas',
  bgSelected: 'Canvas',
  text: 'CanvasText',
  text2: 'CanvasText',
  text3: 'CanvasText',
  rowTop: shade(15),
  memberBg: 'Canvas',
  grid: shade(15),
  gridMinor: shade(8),
  axisText: 'CanvasText',
  axisLine: 'CanvasText',
  rail: shade(60),
  backoff: 'CanvasText',
  ink: 'CanvasText',
  cpLink: 'CanvasText',
  seam: 'CanvasText',
  foldBg: 'Canvas',
  foldEdge: 'CanvasText',
  hatch: shade(50),
  hatch2: shade(35),
  veil: 'color-mix(in srgb, Canvas 72%, transparent)',
  silFill: shade(18),
  silLine: 'CanvasText',
  failTick: 'CanvasText',
  brushFill: 'transparent',
  brushEdge: 'Highlight',
  ring: 'Highlight',
  marker: 'Highlight',
  match: 'Highlight',
  fontFamily: FONT,
}

/** The colours for what the page says of itself. */
export function themeFor(preference: { readonly dark: boolean; readonly forcedColors: boolean }): Theme {
  if (preference.forcedColors) return FORCED_COLORS
  return preference.dark ? DARK : LIGHT
}
