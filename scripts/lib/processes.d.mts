export declare function processesWith(mark: string): { pid: number; command: string }[];
