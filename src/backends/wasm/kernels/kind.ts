/** Activations by number. */
export namespace Kind {
  export const sigmoid: i32 = 0;
  export const tanh: i32 = 1;
  export const relu: i32 = 2;
  export const prelu: i32 = 3;
  export const elu: i32 = 4;
  export const gelu: i32 = 5;
  export const softplus: i32 = 6;
  export const linear: i32 = 7;
  export const softmax: i32 = 8;
}
