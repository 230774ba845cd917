/** Kinds of Step Functions resources that the forwarded calls take (history-rules: ARNs). */
export type StatesResource = 'execution' | 'express' | 'mapRun' | 'stateMachine'

export interface StatesArn {
  readonly text: string
  readonly partition: string
  readonly region: string
  /** Twelve digits. */
  readonly account: string
  readonly resource: StatesResource
}

// The region becomes part of a host name, so it is held to the form of AWS's own: eu-west-1, us-gov-east-1, eusc-de-east-1.
const ARN =
  /^arn:(aws(?:-[a-z]{1,8}){0,3}):states:([a-z]{2,8}(?:-[a-z]{2,16}){1,3}-\d{1,2}):(\d{12}):(execution|express|mapRun|stateMachine):(.+)$/u
// Names: no white space, controls or <>{}[]?*"#%\^|~$&,;:/` ; ":" and "/" only divide the parts.
const NAME = '[^\\s\\p{Cc}<>{}\\[\\]?*"#%\\\\^|~$&,;:/`]{1,80}'
const PARTS: Readonly<Record<StatesResource, RegExp>> = {
  execution: new RegExp(`^${NAME}(?:/${NAME})?:${NAME}$`, 'u'),
  express: new RegExp(`^${NAME}(?:/${NAME})?:${NAME}:${NAME}$`, 'u'),
  mapRun: new RegExp(`^${NAME}/${NAME}:${NAME}$`, 'u'),
  stateMachine: new RegExp(`^${NAME}(?:/${NAME})?(?::${NAME})?$`, 'u'),
}

/** The parts of a Step Functions ARN, or undefined for anything else, however close. */
export function parseStatesArn(text: string): StatesArn | undefined {
  if (text.length > 512) return undefined
  const [, partition, region, account, resource, rest] = ARN.exec(text) ?? []
  if (!partition || !region || !account || !rest || !isResource(resource)) return undefined
  return PARTS[resource].test(rest) ? { text, partition, region, account, resource } : undefined
}

function isResource(text: string | undefined): text is StatesResource {
  return text !== undefined && Object.hasOwn(PARTS, text)
}
