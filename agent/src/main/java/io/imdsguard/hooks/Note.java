package io.imdsguard.hooks;

/**
 * A hook that tells the junction something of a client's objects: at the start of a method, which
 * may hand them on, and at the end of a constructor, which has only then made them. Immutable.
 */
abstract class Note extends LibraryHook implements Code.Part {
  Note(String target, String method) {
    super(target, method);
  }

  @Override
  final void atStart(Code code) {
    if (!code.site().isConstructor()) {
      code.harmlessly(this);
    }
  }

  @Override
  final void atReturn(Code code) {
    if (code.site().isConstructor()) {
      code.harmlesslyBeforeReturn(this);
    }
  }
}
