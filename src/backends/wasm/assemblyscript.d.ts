/** AssemblyScript's number types, for the layout files of kernels/ that the host also imports. */
declare type i32 = number;
declare type usize = number;
declare type f32 = number;
