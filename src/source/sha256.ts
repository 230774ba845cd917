/**
 * SHA-256 of some bytes, hex. `crypto.subtle` where there is one; it is missing on pages served over plain HTTP from
 * anywhere but this machine, and a file must have the same name there.
 */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  return toHex(subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/** SHA-256 by FIPS 180-4, section 6.2. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(INITIAL)
  const schedule = new Uint32Array(64)
  const whole = bytes.length - (bytes.length % 64)
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole; at += 64) addBlock(state, data, at, schedule)
  const tail = paddedTail(bytes.subarray(whole), bytes.length)
  for (let at = 0; at < tail.byteLength; at += 64) addBlock(state, tail, at, schedule)
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, index) => digest.setUint32(index * 4, word))
  return new Uint8Array(digest.buffer)
}

/** The last bytes, a one bit, zeros, and the whole length in bits as 64-bit number. */
function paddedTail(rest: Uint8Array, length: number): DataView {
  const tail = new Uint8Array(rest.length < 56 ? 64 : 128)
  tail.set(rest)
  tail[rest.length] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(length / 0x20000000))
  view.setUint32(tail.length - 4, (length * 8) >>> 0)
  return view
}

function addBlock(state: Uint32Array, data: DataView, at: number, w: Uint32Array): void {
  for (let i = 0; i < 16; i++) w[i] = data.getUint32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const w15 = word(w, i - 15)
    const w2 = word(w, i - 2)
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    w[i] = word(w, i - 16) + s0 + word(w, i - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + word(K, i) + word(w, i)) | 0
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = word(state, index) + value
  })
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits))
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The first 64 primes; square roots of the first 8 and cube roots of all give the constants (FIPS 180-4, 4.2.2, 5.3.3). */
const PRIMES = primes(64)
const INITIAL = PRIMES.slice(0, 8).map(prime => fractionBits(Math.sqrt(prime)))
const K = Uint32Array.from(PRIMES, prime => fractionBits(Math.cbrt(prime)))

function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 0x100000000)
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n)
  return found
}
