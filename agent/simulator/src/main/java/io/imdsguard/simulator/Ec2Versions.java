package io.imdsguard.simulator;

import java.util.List;

/** The version segments of EC2's paths, as {@code GET /} of an instance of 2024 lists them. */
final class Ec2Versions {
  static final List<String> ALL =
      List.of(
          "1.0",
          "2007-01-19",
          "2007-03-01",
          "2007-08-29",
          "2007-10-10",
          "2007-12-15",
          "2008-02-01",
          "2008-09-01",
          "2009-04-04",
          "2011-01-01",
          "2011-05-01",
          "2012-01-12",
          "2014-02-25",
          "2014-11-05",
          "2015-10-20",
          "2016-04-19",
          "2016-06-30",
          "2016-09-02",
          "2018-03-28",
          "2018-08-17",
          "2018-09-24",
          "2019-10-01",
          "2020-10-27",
          "2021-01-03",
          "2021-03-23",
          "2021-07-15",
          "2022-09-24",
          "2024-04-11",
          "latest");

  private Ec2Versions() {}

  /**
   * What follows the version in a resolved path.
   *
   * @return such as {@code /meta-data/ami-id}, {@code ""} for a version alone, {@code "/"} if the
   *     path has no known version
   */
  static String resource(String path) {
    int end = path.indexOf('/', 1);
    String first = end < 0 ? path.substring(1) : path.substring(1, end);
    if (!ALL.contains(first)) {
      return "/";
    }
    return end < 0 ? "" : path.substring(end);
  }
}
