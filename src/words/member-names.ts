import { arnOf, type Member } from '../forest/member.ts'
import { parseStatesArn } from '../history/states-arn.ts'

/** What an execution is called beside others of its state machine: its name. */
export function memberName(member: Member): string {
  const { name } = member.summary ?? {}
  if (name !== undefined && name !== '') return name
  const arn = arnOf(member)
  const parsed = arn === undefined ? undefined : parseStatesArn(arn)
  if (parsed?.kind === 'execution' || parsed?.kind === 'express') return parsed.executionName
  if (member.ref.kind === 'file') return member.ref.fileName
  return member.ref.kind === 'sample' ? member.ref.name : 'Execution'
}

/** Its state machine, where that is known. */
export function machineName(member: Member): string | undefined {
  const { stateMachineName } = member.summary ?? {}
  if (stateMachineName !== undefined && stateMachineName !== '') return stateMachineName
  const arn = arnOf(member)
  return arn === undefined ? undefined : machineOfArn(arn)
}

/** `Orders`, or `Orders/Label` of the children of a Map Run: what an execution's ARN tells of its state machine. */
export function machineOfArn(arn: string): string | undefined {
  const parsed = parseStatesArn(arn)
  if (parsed?.kind !== 'execution' && parsed?.kind !== 'express') return undefined
  const { stateMachineName, mapRunLabel } = parsed
  return mapRunLabel === undefined ? stateMachineName : `${stateMachineName}/${mapRunLabel}`
}

/** `CardCharge / run-7`: an execution where others of other state machines are told too. */
export function memberWords(member: Member): string {
  const machine = machineName(member)
  return machine === undefined ? memberName(member) : `${machine} / ${memberName(member)}`
}
