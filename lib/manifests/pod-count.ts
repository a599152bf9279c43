/** Fewest and most pods of a workload when nothing is updated. */
export interface PodCount {
  readonly least: number;
  readonly most: number;
}
