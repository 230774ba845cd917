const SMALL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 })

/** An amount in US dollars; small ones keep two digits that tell. */
export function dollars(amount: number): string {
  if (amount === 0) return 'US$ 0'
  return `US$ ${amount < 0.01 ? SMALL.format(amount) : amount.toFixed(2)}`
}
