/**
 * Parses an expression. Precedence from weakest to strongest: || , && , one comparison, + and - , * / % , ! and signs,
 * then values, names, calls and parentheses. No text is ever executed as a program.
 */
import { ExpressionError, type Span } from "./error";
import { type Token, tokenize } from "./tokens";
import type { BinaryOperator, NameNode, Tree, UnaryOperator } from "./tree";

const comparisons = ["==", "!=", "<", "<=", ">", ">="];
/** Operators of other languages, written as words. */
const foreignWords: Record<string, string> = { and: "&&", or: "||", not: "!", AND: "&&", OR: "||", NOT: "!" };
const depthLimit = 100;

/** Parses a text; throws ExpressionError. */
export function parse(text: string): Tree {
  const tokens = tokenize(text);
  if (tokens.length === 0) throw new ExpressionError("bad-expression/empty", {}, { offset: 0, length: text.length });
  return new Parser(tokens, text).whole();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  whole(): Tree {
    const tree = this.or();
    if (this.at < this.tokens.length) this.refuse("an operator or the end");
    return tree;
  }

  private or(): Tree {
    return this.chain(["||"], () => this.and());
  }

  private and(): Tree {
    return this.chain(["&&"], () => this.comparison());
  }

  private comparison(): Tree {
    const left = this.sum();
    const operator = this.takeSign(comparisons);
    if (operator === undefined) return left;
    const compared = binary(operator as BinaryOperator, left, this.sum());
    const next = this.peek();
    if (next?.kind === "sign" && comparisons.includes(next.value)) {
      throw new ExpressionError("bad-expression/chained", {}, next);
    }
    return compared;
  }

  private sum(): Tree {
    return this.chain(["+", "-"], () => this.product());
  }

  private product(): Tree {
    return this.chain(["*", "/", "%"], () => this.unary());
  }

  /** Parses operators of equal precedence, left-associative. */
  private chain(operators: readonly string[], operand: () => Tree): Tree {
    let left = operand();
    for (;;) {
      const operator = this.takeSign(operators);
      if (operator === undefined) return left;
      left = binary(operator as BinaryOperator, left, operand());
    }
  }

  private unary(): Tree {
    const token = this.peek();
    const operator = this.takeSign(["!", "-"]);
    if (token === undefined || operator === undefined) return this.primary();
    return this.nested(token, () => {
      const operand = this.unary();
      return { kind: "unary", operator: operator as UnaryOperator, operand, ...between(token, operand) };
    });
  }

  private primary(): Tree {
    const token = this.peek();
    if (token === undefined) return this.refuse("a value");
    if (token.kind === "number" || token.kind === "text") {
      this.at++;
      return { kind: "value", value: token.value, offset: token.offset, length: token.length };
    }
    if (token.kind === "word") return this.word(token);
    if (this.takeSign(["("]) === undefined) return this.refuse("a value");
    return this.nested(token, () => {
      const inner = this.or();
      return { ...inner, ...between(token, this.demand(")")) };
    });
  }

  private word(token: Token & { kind: "word" }): Tree {
    const { value: word } = token;
    this.at++;
    if (word === "true" || word === "false") return { ...place(token), kind: "value", value: word === "true" };
    refuseForeign(token);
    return this.takeSign(["("]) === undefined ? this.name(token) : this.nested(token, () => this.call(token));
  }

  private call(token: Token & { kind: "word" }): Tree {
    const given: Tree[] = [];
    let end: Token | undefined;
    if (this.peek()?.value === ")" && this.peek()?.kind === "sign") end = this.demand(")");
    while (!end) {
      given.push(this.or());
      if (this.takeSign([","]) === undefined) end = this.demand(")");
    }
    return { kind: "call", name: token.value, arguments: given, ...between(token, end) };
  }

  private name(token: Token & { kind: "word" }): NameNode {
    const path: (string | number)[] = [token.value];
    let end: Token = token;
    for (;;) {
      if (this.takeSign(["."]) !== undefined) {
        const key = this.peek();
        if (key?.kind !== "word") return this.refuse("a name");
        this.at++;
        path.push(key.value);
        end = key;
      } else if (this.takeSign(["["]) !== undefined) {
        // [3,4] equals [3][4].
        do path.push(this.index());
        while (this.takeSign([","]) !== undefined);
        end = this.demand("]");
      } else return { kind: "name", path, ...between(token, end) };
    }
  }

  private index(): string | number {
    const token = this.peek();
    // A colon selects all rows, as in W1[:,5].
    if (this.takeSign([":"]) !== undefined) return ":";
    if (token?.kind === "text" || (token?.kind === "number" && Number.isSafeInteger(token.value))) {
      this.at++;
      return token.value;
    }
    return this.refuse("an index such as 0");
  }

  private nested<Result>(token: Span, parse: () => Result): Result {
    if (++this.depth > depthLimit) throw new ExpressionError("bad-expression/depth", { limit: depthLimit }, token);
    const result = parse();
    this.depth--;
    return result;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private takeSign(signs: readonly string[]): string | undefined {
    const token = this.peek();
    if (token?.kind !== "sign" || !signs.includes(token.value)) return undefined;
    this.at++;
    return token.value;
  }

  private demand(sign: string): Token {
    const token = this.peek();
    return this.takeSign([sign]) !== undefined && token ? token : this.refuse(sign);
  }

  private refuse(expected: string): never {
    const token = this.peek();
    if (token?.kind === "word") refuseForeign(token);
    const found = token && this.text.slice(token.offset, token.offset + token.length);
    const where = token ?? { offset: this.text.length, length: 0 };
    throw new ExpressionError("bad-expression/expected", { expected, ...(found !== undefined && { found }) }, where);
  }
}

function refuseForeign(token: Token & { kind: "word" }): void {
  const { value: found } = token;
  if (!Object.hasOwn(foreignWords, found)) return;
  throw new ExpressionError("bad-expression/operator", { found, right: foreignWords[found] }, token);
}

const place = ({ offset, length }: Span): Span => ({ offset, length });
const between = (first: Span, last: Span): Span => ({
  offset: first.offset,
  length: last.offset + last.length - first.offset,
});
const binary = (operator: BinaryOperator, left: Tree, right: Tree): Tree => ({
  kind: "binary",
  operator,
  left,
  right,
  ...between(left, right),
});
