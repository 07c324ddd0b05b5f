import { Worker, type WorkerOptions } from 'node:worker_threads'

/** A thread that answers one request after the other. */
export interface WorkThread<Request, Reply> {
  isAlive(): boolean
  /** To be awaited before the next. Rejects with ThreadEnded when the thread ends first. */
  ask(request: Request): Promise<Reply>
  terminate(): Promise<void>
}

/** The thread is no more: it was terminated, or ran out of memory (`cause` says which). */
export class ThreadEnded extends Error {}

/** Begins the compiled module `file`; keeps the process alive only while it is waited for. */
export function startWorkThread<Request, Reply>(
  file: URL,
  options: WorkerOptions,
): WorkThread<Request, Reply> {
  const worker = new Worker(file, options)
  let waiting: { resolve(reply: Reply): void; reject(reason: Error): void } | undefined
  let ended: ThreadEnded | undefined
  const settle = () => {
    const settled = waiting
    waiting = undefined
    worker.unref()
    return settled
  }
  const end = (cause?: unknown): void => {
    ended ??= new ThreadEnded('The thread ended.', { cause })
    settle()?.reject(ended)
  }
  worker.on('message', (reply: Reply) => settle()?.resolve(reply))
  worker.on('error', end)
  worker.on('exit', () => end())
  worker.unref()
  return {
    isAlive: () => ended === undefined,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        waiting = { resolve, reject }
        worker.ref()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(request)
      }),
    async terminate() {
      end()
      await worker.terminate()
    },
  }
}
