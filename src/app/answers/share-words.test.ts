import { expect, it } from 'vitest'
import { shareWords } from './share-words.ts'

it('a share is told as nothing or all of it only where it is', () => {
  const told = [0, 0.0004, 0.031, 0.42, 0.9949, 0.9963, 0.9996, 1].map(shareWords)
  expect(told).toEqual(['0 %', '< 0.1 %', '3.1 %', '42 %', '99 %', '99.6 %', '> 99.9 %', '100 %'])
})
