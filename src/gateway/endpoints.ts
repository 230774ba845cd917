import { SFNClient } from '@aws-sdk/client-sfn'
import { memberOf } from '../history/json-value.ts'
import type { AwsConfig } from './aws-profiles.ts'
import { GatewayError } from './gateway-error.ts'

/** As signatures name them. */
export type ServiceName = 'states' | 'sts' | 'logs' | 'lambda'

/** As settings of the AWS CLI and SDKs name them (AWS's reference on service-specific endpoints). */
const SETTING: Readonly<Record<ServiceName, string>> = {
  states: 'sfn',
  sts: 'sts',
  logs: 'cloudwatch_logs',
  lambda: 'lambda',
}

// The client is never used to send: it only brings the SDK's endpoint rules, which know every partition.
let rules: SFNClient | undefined

/**
 * Where a service is reached in a region: what AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL or the profile's
 * `endpoint_url` say (in the order of AWS's reference on service-specific endpoints), else the SDK's rules.
 * @throws GatewayError `UpstreamUnreachable` if a configured endpoint is not an http(s) URL.
 */
export function endpointOf(service: ServiceName, region: string, config: AwsConfig, profile: string): URL {
  const settings = config.settings(profile)
  const configured = configuredUrl(service, settings)
  if (configured) return parseUrl(configured)
  const flag = (variable: string, key: string) =>
    (memberOf(process.env, variable) ?? memberOf(settings.profile, key)) === 'true'
  rules ??= new SFNClient({ region, credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' } })
  const { url } = rules.config.endpointProvider({
    Region: region,
    UseFIPS: flag('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    UseDualStack: flag('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
  })
  const resolved = new URL(url)
  // The others follow the partition as Step Functions does; only the first label differs.
  resolved.hostname = resolved.hostname.replace(/^states/, service)
  return resolved
}

function configuredUrl(service: ServiceName, settings: ReturnType<AwsConfig['settings']>): string | undefined {
  const ignored =
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? settings.profile['ignore_configured_endpoint_urls']
  if (ignored === 'true') return undefined
  return (
    memberOf(process.env, `AWS_ENDPOINT_URL_${SETTING[service].toUpperCase()}`) ||
    process.env['AWS_ENDPOINT_URL'] ||
    settings.services[`${SETTING[service]}.endpoint_url`] ||
    settings.profile['endpoint_url']
  )
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url
  throw new GatewayError('UpstreamUnreachable', 'The configured endpoint_url is not an http or https address.')
}
