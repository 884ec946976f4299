package io.imdsguard.simulator;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Documents by path. A path that only leads to others is a directory and reads as its listing. */
final class Tree {
  private final TreeMap<String, Supplier<String>> documents = new TreeMap<>();

  Tree put(String path, String content) {
    return put(path, () -> content);
  }

  Tree put(String path, Supplier<String> content) {
    documents.put(path, content);
    return this;
  }

  /**
   * Reads a document or a listing: names separated by LF, those of directories with a slash.
   *
   * @param path without a slash at either end; empty for the root
   * @return {@code null} if there is nothing
   */
  String read(String path) {
    Supplier<String> document = documents.get(path);
    if (document != null) {
      return document.get();
    }
    String prefix = path.isEmpty() ? "" : path + "/";
    NavigableSet<String> names = new TreeSet<>();
    for (String key : under(prefix).keySet()) {
      int slash = key.indexOf('/', prefix.length());
      names.add(key.substring(prefix.length(), slash < 0 ? key.length() : slash + 1));
    }
    names.removeIf(name -> names.contains(name + "/"));
    return names.isEmpty() ? null : String.join("\n", names);
  }

  /** Everything under a path as nested maps, a document as its string, nothing as {@code null}. */
  Object readAll(String path) {
    Supplier<String> document = documents.get(path);
    if (document != null) {
      return document.get();
    }
    String listing = read(path);
    if (listing == null) {
      return null;
    }
    Map<String, Object> all = new TreeMap<>();
    listing
        .lines()
        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
        .forEach(name -> all.put(name, readAll(path.isEmpty() ? name : path + "/" + name)));
    return all;
  }

  private Map<String, Supplier<String>> under(String prefix) {
    return documents.subMap(prefix, prefix + Character.MAX_VALUE);
  }
}
