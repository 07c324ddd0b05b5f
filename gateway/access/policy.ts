import { pathToFileURL } from 'node:url'
import { ConfigError } from '../../kit/config.ts'
import type { Log } from '../../kit/log.ts'
import type { Caller } from './caller.ts'

/** What a policy module exports as its default: which of the named policies let the caller in. */
export type EvaluatePolicies = (
  names: readonly string[],
  caller: Caller,
) => Promise<Readonly<Record<string, boolean>>>

/**
 * Evaluates these policies and adds those that let the caller in; called once for a request, and only where one
 * matters.
 */
export type AskPolicies = (names: readonly string[], caller: Caller, requestId: string) => Promise<Caller>

/** Without a module every policy denies. */
export const askNoPolicies: AskPolicies = (_names, caller) => Promise.resolve(caller)

/** Loads the module at a path. Throws ConfigError when it cannot be loaded or exports no function. */
export async function loadPolicies(file: string, deadlineMs: number, log: Log): Promise<AskPolicies> {
  const module: unknown = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    throw notUsable(file, cause instanceof Error ? cause.message : 'it failed to load')
  })
  const evaluate =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : null
  if (!isEvaluator(evaluate)) throw notUsable(file, 'its default export is no function')
  return createAskPolicies(evaluate, deadlineMs, log)
}

/** A policy that is unknown, answered by anything but `true`, late or failing denies. */
export function createAskPolicies(evaluate: EvaluatePolicies, deadlineMs: number, log: Log): AskPolicies {
  return async (names, caller, requestId) => {
    try {
      const answers = await withinDeadline(evaluate(names, caller), deadlineMs)
      const held = names.filter((name) => Object.hasOwn(answers, name) && answers[name] === true)
      return { ...caller, policies: new Set(held) }
    } catch (error) {
      log.error({ err: error, requestId, policies: names }, 'policies could not be evaluated; they deny')
      return { ...caller, policies: new Set() }
    }
  }
}

async function withinDeadline<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([answer, deadline])
  } finally {
    clearTimeout(timer)
  }
}

function isEvaluator(value: unknown): value is EvaluatePolicies {
  return typeof value === 'function'
}

function notUsable(file: string, reason: string): ConfigError {
  return new ConfigError([
    `POLICY_MODULE: expected a module whose default export evaluates policies; got ${JSON.stringify(file)} (${reason}).`,
  ])
}
