import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redriveCommand, shellQuoted } from './redrive-command.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-7'

it('is the one command of the AWS CLI', () => {
  const command = `aws stepfunctions redrive-execution --execution-arn ${ARN} --region eu-west-1`
  expect(redriveCommand(ARN)).toBe(command)
})

it('is told of Standard executions alone, and of no child of a Map Run', () => {
  expect(redriveCommand('arn:aws:states:eu-west-1:123456789012:execution:Orders/Items:run-7')).toBeUndefined()
  expect(redriveCommand('arn:aws:states:eu-west-1:123456789012:express:Orders:run-7:id')).toBeUndefined()
  expect(redriveCommand('; rm -rf /')).toBeUndefined()
})

it('gives a shell one word, whatever is in it', () => {
  const words = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { minLength: 20, maxLength: 20 })
  fc.assert(
    fc.property(words, given => {
      const said = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${given.map(shellQuoted).join(' ')}`], {
        encoding: 'utf8',
      })
      expect(said).toBe(given.map(word => `${word}\n`).join(''))
    }),
    { numRuns: 20 },
  )
})
