import { createAwsAccess } from '../gateway/aws-access.ts'
import { chosenProfiles } from '../gateway/chosen-profiles.ts'
import { configDir } from '../gateway/config-dir.ts'
import { createRequestBudget, type RequestBudget } from '../loading/request-budget.ts'
import { type AwsSources, awsSources } from './explain-sources.ts'

/** AWS as one command asks it: whatever the command reads counts together. */
export interface Asking {
  readonly sources: AwsSources
  /** What its fleets and lists may ask for yet. */
  readonly budget: RequestBudget
  /** Requests that went out. */
  readonly sent: () => number
}

export function askingOf({ requests, profile }: { readonly requests: number; readonly profile: string | undefined }) {
  const aws = createAwsAccess({ profile, chosenProfiles: chosenProfiles(configDir()) })
  const asking: Asking = {
    sources: awsSources(aws, profile),
    budget: createRequestBudget(requests),
    sent: () => aws.counts().sent,
  }
  return asking
}
