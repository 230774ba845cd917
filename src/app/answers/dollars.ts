/** An amount in US dollars; small ones keep two digits that tell. */
export function dollars(amount: number): string {
  if (amount === 0) return 'US$ 0'
  return `US$ ${amount < 0.01 ? Number(amount.toPrecision(2)).toFixed(6).replace(/0+$/, '') : amount.toFixed(2)}`
}
