import { createEventMaker } from '../live/eventMaker.ts'

/** Runs what follows a stream while a car park changes twice a second. */
export async function whileTelling<Result>(url: string, act: () => Promise<Result>): Promise<Result> {
  const transport = createEventMaker(url, 'transport')
  const telling = setInterval(() => void transport.tell('carParks', '6001'), 500)
  try {
    return await act()
  } finally {
    clearInterval(telling)
  }
}
