import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { createHooks, NO_HOOKS, type Hooks } from './hooks.ts'
import type { HookSettings } from './hookSettings.ts'
import { createPostHook } from './postHook.ts'

/** Hooks that are sent; none without settings. */
export function openHooks(settings: HookSettings | undefined, log: Log): Hooks {
  if (settings === undefined) return NO_HOOKS
  return createHooks(settings, {
    ...createPostHook(settings),
    now: () => new Date(),
    random: Math.random,
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }),
    log,
  })
}
