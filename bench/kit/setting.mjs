/** What a started process is told: one JSON argument. It ends with the runner, however that ends. */
export function readSetting() {
  process.once('disconnect', () => process.exit())
  return JSON.parse(process.argv[2])
}

/** What a started process tells back: one line of JSON on its standard output. */
export function announce(facts) {
  process.stdout.write(`${JSON.stringify(facts)}\n`)
}
