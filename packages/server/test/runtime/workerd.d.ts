/** It has no types of its own: where the binary for this machine is. */
declare module "workerd" {
  const binary: string;
  export default binary;
}
