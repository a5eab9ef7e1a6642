/**
 * AssemblyScript's number types, for the files of kernels/ that say how memory is laid out: the host imports these
 * too.
 */
declare type i32 = number;
declare type usize = number;
declare type f32 = number;
