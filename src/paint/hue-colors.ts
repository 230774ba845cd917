import type { OutcomeColors, Theme } from './theme.ts'

/** Colours for names, in the order of their hues, that of all others last. None under forced colours: the outcome's stay. */
export const HUE_COLORS: Readonly<Record<Theme['name'], readonly OutcomeColors[]>> = {
  light: [
    { fill: '#2f95a3', strong: '#12606c', tint: '#daeef1' },
    { fill: '#6470d8', strong: '#3b45a8', tint: '#e4e6fa' },
    { fill: '#bd8309', strong: '#7d5600', tint: '#fbedcc' },
    { fill: '#8a3578', strong: '#6a1d5c', tint: '#f4e0ef' },
    { fill: '#5b8a3c', strong: '#375b1f', tint: '#e3f0da' },
    { fill: '#a8663f', strong: '#6f3d20', tint: '#f5e4d9' },
    { fill: '#7d828c', strong: '#565b65', tint: '#ebebf0' },
  ],
  dark: [
    { fill: '#52bccb', strong: '#a3e6ef', tint: '#183a42' },
    { fill: '#7c86ee', strong: '#b9beff', tint: '#262c58' },
    { fill: '#e0ab38', strong: '#fbd76a', tint: '#3f3519' },
    { fill: '#a5639d', strong: '#dba2d4', tint: '#3c2541' },
    { fill: '#8cc46c', strong: '#c4ebae', tint: '#26391c' },
    { fill: '#d29a74', strong: '#f5ceb2', tint: '#3f2c1f' },
    { fill: '#868d9a', strong: '#bcc2cc', tint: '#2a323d' },
  ],
  forcedColors: [],
}
