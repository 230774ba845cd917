/** A share 0..1 in words: `42 %`, `3.1 %`, `< 0.1 %`; `99.6 %`, `> 99.9 %`: all of it is all of it. */
export function shareWords(share: number): string {
  if (share <= 0) return '0 %'
  if (share < 0.001) return '< 0.1 %'
  if (share > 0.999 && share < 1) return '> 99.9 %'
  return share < 0.1 || (share >= 0.995 && share < 1) ? `${(share * 100).toFixed(1)} %` : `${Math.round(share * 100)} %`
}
