"""The rules that a record alone cannot check: one generator a rule, its docstring the rule."""
