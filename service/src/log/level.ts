/** SIGUSR2 goes back and forth between the level that was set and debug; where debug was set, info. */
export function otherLevel(set: string, now: string): string {
  const other = set === 'debug' ? 'info' : 'debug';
  return now === set ? other : set;
}
