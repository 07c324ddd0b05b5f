/** How many random cases a test draws: few as a rule, and for a hunt as many as the variable `DRAWS` says. */
export function readDraws(usual: number, environment: NodeJS.ProcessEnv = process.env): number {
  return Number(environment['DRAWS'] ?? usual)
}
