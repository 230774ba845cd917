import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One request as it came over the wire. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly headerNames: readonly string[]
  readonly body: string
  /** The region of the credential scope. */
  readonly region: string | undefined
  readonly accessKeyId: string | undefined
}

export interface FakeAws {
  readonly url: string
  readonly seen: readonly SeenRequest[]
  /** What the next requests are answered with. */
  answer: (request: SeenRequest, res: ServerResponse) => void
  close(): Promise<void>
}

/** A local HTTP endpoint in AWS's place, that keeps what it was sent. */
export async function startFakeAws(): Promise<FakeAws> {
  const seen: SeenRequest[] = []
  const receive = async (req: IncomingMessage, res: ServerResponse) => {
    const request = await readRequest(req)
    seen.push(request)
    fake.answer(request, res)
  }
  const server = createServer((req, res) => void receive(req, res))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const fake: FakeAws = {
    url: `http://127.0.0.1:${port}`,
    seen,
    answer: (_request, res) => answerJson(res, 200, { events: [] }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return fake
}

export function answerJson(res: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'request-1' }
  res.writeHead(status, headers).end(JSON.stringify(body))
}

async function readRequest(req: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(Buffer.from(chunk))
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(req.headers)) headers[name] = String(value)
  const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\//.exec(headers['authorization'] ?? '')
  return {
    method: req.method ?? '',
    path: req.url ?? '',
    headers,
    headerNames: Object.keys(headers).toSorted(),
    body: Buffer.concat(chunks).toString('utf8'),
    accessKeyId: scope?.[1],
    region: scope?.[2],
  }
}

/** Environment variables under which a gateway takes this endpoint for AWS. */
export function environmentFor({ url }: FakeAws): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'SECRET', AWS_ENDPOINT_URL_SFN: url }
}

/**
 * Whether the request was signed with this secret, worked out by hand from AWS's description of Signature Version 4
 * rather than by the library that signs.
 */
export function isSignedWith(secretAccessKey: string, request: SeenRequest): boolean {
  const authorization = request.headers['authorization'] ?? ''
  const [, date, region, service, names = '', signature] =
    /Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? []
  if (!date || !region || !service) return false
  const canonicalHeaders = names.split(';').map(name => `${name}:${request.headers[name]?.trim()}\n`)
  const bodyHash = createHash('sha256').update(request.body).digest('hex')
  const canonical = [request.method, request.path, '', canonicalHeaders.join(''), names, bodyHash].join('\n')
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    `${date}/${region}/${service}/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`)
  for (const part of [date, region, service, 'aws4_request']) key = createHmac('sha256', key).update(part).digest()
  return createHmac('sha256', key).update(stringToSign).digest('hex') === signature
}
