#!/usr/bin/env bash
# A request that changes content/ alone is judged by the program of the branch that it goes to, with
# its files as data: whatever else it may carry does not run. What changes the program runs its own,
# and is for the program's keepers to look at (CODEOWNERS). The commit must be checked out with the
# one before it. Writes `folder` (the program with the request's content) and `base` (the revision to
# compare with, empty outside of requests) as outputs of the step.
set -eu
folder=$PWD base=
if test "$EVENT" = pull_request; then
  base=HEAD^1
  others=$(git diff --name-only HEAD^1 -- . ':(exclude)content' | head -20 | tr '\n' ' ')
  if test -z "$others"; then
    folder=$RUNNER_TEMP/chinh base=HEAD
    git worktree add --quiet --detach "$folder" HEAD^1
    rm -r "$folder/content"
    cp -a content "$folder/content"
    git -C "$folder" add --all --force content
  else
    echo "::warning::Yêu cầu này đổi cả chương trình, không chỉ bài: $others"
  fi
fi
echo "folder=$folder" >> "$GITHUB_OUTPUT"
echo "base=$base" >> "$GITHUB_OUTPUT"
