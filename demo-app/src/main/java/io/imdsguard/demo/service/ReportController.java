package io.imdsguard.demo.service;

import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.regions.internal.util.EC2MetadataUtils;

/** Reports with formulas of the users' own, and a page for debugging that somebody left in. */
@RestController
class ReportController {

  @GetMapping("/report")
  String report(@RequestParam String formula) {
    return String.valueOf(new SpelExpressionParser().parseExpression(formula).getValue());
  }

  @GetMapping("/debug/instance")
  String instance(@RequestParam String path) {
    return EC2MetadataUtils.getData(path);
  }
}
