/*
 * Growing arrays that share their storage with earlier versions of themselves: taking a snapshot costs next to nothing,
 * and writing copies one chunk (64 entries) the first time an owner touches them. So a tree can be kept while the next one grows,
 * and appending a page costs by the page. Two levels, as a million entries in one would make every snapshot dear.
 */
const CHUNK_BITS = 6
const CHUNK_SIZE = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK_SIZE - 1
const NODE_BITS = 9
const NODE_MASK = (1 << NODE_BITS) - 1

interface Node<C> {
  readonly owner: number
  readonly chunks: C[]
  readonly owners: number[]
}

/** Entries or numbers by index, `CHUNK_SIZE` entries a chunk. */
class CowChunks<C> {
  private readonly copyOf: (chunk: C | undefined) => C
  private readonly nodes: Node<C>[]

  constructor(copyOf: (chunk: C | undefined) => C, nodes: Node<C>[] = []) {
    this.copyOf = copyOf
    this.nodes = nodes
  }

  at(index: number): C | undefined {
    const node = this.nodes[index >> (CHUNK_BITS + NODE_BITS)]
    return node === undefined ? undefined : node.chunks[(index >> CHUNK_BITS) & NODE_MASK]
  }

  /** The chunk of that index, for `owner` to write to: what another owner wrote is copied first. */
  own(index: number, owner: number): C {
    const node = this.nodes[index >> (CHUNK_BITS + NODE_BITS)]
    const place = (index >> CHUNK_BITS) & NODE_MASK
    if (node !== undefined && node.owner === owner && node.owners[place] === owner) {
      const chunk = node.chunks[place]
      if (chunk !== undefined) return chunk
    }
    return this.copied(index, owner)
  }

  snapshot(): CowChunks<C> {
    return new CowChunks(this.copyOf, this.nodes.slice())
  }

  private copied(index: number, owner: number): C {
    const number = index >> (CHUNK_BITS + NODE_BITS)
    let node = this.nodes[number]
    if (node?.owner !== owner) {
      node = { owner, chunks: node?.chunks.slice() ?? [], owners: node?.owners.slice() ?? [] }
      this.nodes[number] = node
    }
    const place = (index >> CHUNK_BITS) & NODE_MASK
    const chunk = this.copyOf(node.chunks[place])
    node.chunks[place] = chunk
    node.owners[place] = owner
    return chunk
  }
}

/** Values by index. Neither a table nor its snapshot sees what is written to the other, as long as owners differ. */
export class CowTable<T> {
  private readonly chunks: CowChunks<(T | undefined)[]>

  constructor(chunks?: CowChunks<(T | undefined)[]>) {
    this.chunks = chunks ?? new CowChunks(chunk => chunk?.slice() ?? new Array<T | undefined>(CHUNK_SIZE))
  }

  get(index: number): T | undefined {
    const chunk = this.chunks.at(index)
    return chunk === undefined ? undefined : chunk[index & CHUNK_MASK]
  }

  set(index: number, value: T, owner: number): void {
    this.chunks.own(index, owner)[index & CHUNK_MASK] = value
  }

  snapshot(): CowTable<T> {
    return new CowTable(this.chunks.snapshot())
  }
}

/** The same for records of whole numbers: 2 to the power of `widthBits` a record, which begin as 0. */
export class CowRecords {
  private readonly widthBits: number
  private readonly chunks: CowChunks<Int32Array>

  constructor(widthBits: number, chunks?: CowChunks<Int32Array>) {
    this.widthBits = widthBits
    this.chunks = chunks ?? newChunks(CHUNK_SIZE << widthBits)
  }

  get(index: number, field: number): number {
    const chunk = this.chunks.at(index)
    return chunk === undefined ? 0 : (chunk[((index & CHUNK_MASK) << this.widthBits) + field] ?? 0)
  }

  set(index: number, field: number, value: number, owner: number): void {
    this.chunks.own(index, owner)[((index & CHUNK_MASK) << this.widthBits) + field] = value
  }

  /** The numbers among which the record lies, for several writes in a row: it begins at `offset(index)`. */
  own(index: number, owner: number): Int32Array {
    return this.chunks.own(index, owner)
  }

  offset(index: number): number {
    return (index & CHUNK_MASK) << this.widthBits
  }

  snapshot(): CowRecords {
    return new CowRecords(this.widthBits, this.chunks.snapshot())
  }
}

/**
 * Fresh chunks are cut from larger buffers: thousands of small ones would each be tracked by the garbage collector. The first
 * are small: a log holds a hundred thousand executions of a few events.
 */
const MOST_CHUNKS_A_BUFFER = 32

function newChunks(length: number): CowChunks<Int32Array> {
  let buffer = new ArrayBuffer(0)
  let used = 0
  let chunks = 1
  const bytes = length * Int32Array.BYTES_PER_ELEMENT
  const fresh = (): Int32Array => {
    if (used === buffer.byteLength) {
      buffer = new ArrayBuffer(bytes * chunks)
      chunks = Math.min(2 * chunks, MOST_CHUNKS_A_BUFFER)
      used = 0
    }
    used += bytes
    return new Int32Array(buffer, used - bytes, length)
  }
  return new CowChunks(chunk => chunk?.slice() ?? fresh())
}
