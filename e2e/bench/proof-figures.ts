import { bytesOf, randomText } from '../../src/protocol/base64url.ts'
import { importPageKey, pageKeyBytes } from '../../src/protocol/keys.ts'
import {
  hashOfBody,
  isCallProof,
  isGatewayProof,
  parseCallProof,
  proveCall,
  proveGateway,
} from '../../src/protocol/proofs.ts'
import { atMost, type Figure, median } from './figure.ts'

const HOST = '127.0.0.1:7360'
const BODY = JSON.stringify({ executionArn: 'a'.repeat(120), nextToken: 'b'.repeat(4_000) })

/** What page and gateway proving themselves to each other costs a call, both sides together, without the network. */
export async function proofFigures(): Promise<readonly Figure[]> {
  const key = await importPageKey(await pageKeyBytes(randomText(32), HOST))
  const runs: number[] = []
  for (let run = 0; run < 11; run++) {
    const start = performance.now()
    for (let call = 0; call < 200; call++) await oneCall(key)
    runs.push((performance.now() - start) / 200)
  }
  return [atMost('proving a call, both ways (ms)', median(runs), 1)]
}

async function oneCall(key: CryptoKey): Promise<void> {
  const hello = { host: HOST, challenge: randomText(24), start: 'A'.repeat(22), ageMs: 1 }
  const greeted = await isGatewayProof(key, hello, await proveGateway(key, hello))
  const words = {
    ...{ host: HOST, start: hello.start, ageMs: 1, nonce: randomText(16), method: 'POST', path: '/aws/' },
    ...{ target: 'AWSStepFunctions.GetExecutionHistory', profile: '', bodyHash: await hashOfBody(bytesOf(BODY)) },
  }
  const claim = parseCallProof(await proveCall(key, words))
  const bodyIsSame = (await hashOfBody(bytesOf(BODY))) === claim?.bodyHash
  if (!greeted || !bodyIsSame || !(await isCallProof(key, words, claim.mac))) throw new Error('not proven')
}
