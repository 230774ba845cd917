/** A share 0..1 in words: `42 %`, `3.1 %`, `< 0.1 %`. */
export function shareWords(share: number): string {
  if (share <= 0) return '0 %'
  if (share < 0.001) return '< 0.1 %'
  return share < 0.1 ? `${(share * 100).toFixed(1)} %` : `${Math.round(share * 100)} %`
}
